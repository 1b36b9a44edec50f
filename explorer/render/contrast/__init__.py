"""The contrast of rail and sea as a sentence and a picture: plain shapes that page, print and slides share."""
