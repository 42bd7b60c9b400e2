"""The super administrator's bot: companies, their settings, how everything does (contract §4.4). It is no company's
bot: it has a token of the environment's and serves those that the environment names."""
