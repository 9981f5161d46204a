Feature: What cannot wait is not for 311
  Words that mean danger put the transfer to 911 in front of the operator, whatever was typed
  first. What the operator chose is recorded; a demonstration never dials.

  Background:
    Given it is Tuesday 24 November 2026, 17:50
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Oren answers

  Scenario: A wire on the pavement
    When Oren searches for "a live wire is down on the sidewalk"
    Then a transfer is offered, with a script to read in English and in French
    When Oren transfers Rosa
    Then the transfer is recorded
    And nothing was dialled

  Scenario: It turns out not to be dangerous
    When Oren searches for "a live wire is down on the sidewalk"
    And Oren finds that no transfer is needed
    Then that no transfer was needed is recorded

  Scenario: An everyday question
    When Oren searches for "library opening hours"
    Then no transfer is offered
