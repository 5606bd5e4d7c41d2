import re, pytest
from django.urls import reverse
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City
from tests.e2e.screens_of_homes import SCREENS, fill_homes
from tests.factories.network import make_member
pytestmark=[pytest.mark.django_db(transaction=True)]
def test_look(live_server, settings):
    import os; os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="true"
    from playwright.sync_api import sync_playwright
    from django.test import Client
    torino=City.objects.get(name="Torino")
    m=make_member(role=Role.HOUSING_COORDINATOR, city=torino)
    with scope(city_id=torino.pk, user_id=m.user.pk):
        made={k:str(v.pk) for k,v in fill_homes(m.user).items()}
    c=Client(); c.force_login(m.user)
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox"])
        for w,h in ((1366,768),(390,844)):
            ctx=b.new_context(viewport={"width":w,"height":h},locale="en-GB")
            for k,v in c.cookies.items():
                ctx.add_cookies([{"name":k,"value":v.value,"url":live_server.url}])
            pg=ctx.new_page()
            for i,s in enumerate(SCREENS):
                if s.sends_empty_form: continue
                u=reverse(s.url_name,args=[made[a] for a in s.path])+(s.query or "")
                pg.goto(live_server.url+u)
                sw=pg.evaluate("document.documentElement.scrollWidth")
                print(u, w, sw)
                pg.screenshot(path=f"/tmp/homes/{i:02d}_{s.url_name.split(':')[1]}_{w}.png",full_page=True)
        b.close()
