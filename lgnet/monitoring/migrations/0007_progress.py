from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0006_city_night"),
    ]

    operations = [
        migrations.AlterField(
            model_name="cityfigure",
            name="measure",
            field=models.CharField(
                choices=[
                    ("contacts", "Contacts"),
                    ("people_met", "People met"),
                    ("cases_open", "Cases open"),
                    ("places", "Places"),
                    ("occupied_tonight", "Occupied tonight"),
                    ("free_tonight", "Free tonight"),
                    ("median_hours_to_place", "Median hours to a place"),
                    ("italian_known", "Cases whose Italian is known"),
                    ("little_italian", "Cases with little Italian"),
                    ("with_plan", "Cases with a plan"),
                    ("goal_reached", "Cases with a goal reached"),
                    ("assessed_twice", "Cases assessed twice"),
                    ("better", "Cases that are better off"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="networkfigure",
            name="measure",
            field=models.CharField(
                choices=[
                    ("contacts", "Contacts"),
                    ("people_met", "People met"),
                    ("cases_open", "Cases open"),
                    ("places", "Places"),
                    ("occupied_tonight", "Occupied tonight"),
                    ("free_tonight", "Free tonight"),
                    ("median_hours_to_place", "Median hours to a place"),
                    ("italian_known", "Cases whose Italian is known"),
                    ("little_italian", "Cases with little Italian"),
                    ("with_plan", "Cases with a plan"),
                    ("goal_reached", "Cases with a goal reached"),
                    ("assessed_twice", "Cases assessed twice"),
                    ("better", "Cases that are better off"),
                    ("different_people", "Different people"),
                ],
                max_length=30,
            ),
        ),
    ]
