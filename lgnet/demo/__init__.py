"""The demo network: sixteen cities of invented people, the same for the same seed and day.

Nobody here exists. Given names are real, from the communities the network meets; family names
are words for *example*, *trial*, *story*, *cloud* or *dream* in the same language, so that no
name can be a real person's. Organisations, houses and addresses say that they are examples.
Cities and their neighbourhoods are real, for maps and lists to look as they will.
"""
