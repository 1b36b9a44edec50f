"""What logs of positions mean, whoever reads them: sentences of AIS, points of GPX, numbers of seconds. It opens nothing."""
