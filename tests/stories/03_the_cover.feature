Feature: Whoever is away has somebody who is there
  The follow-up belongs to the operator who took the first call. On a day off by the shift plan the
  named cover makes the call, and the resident's page says who that is.

  Scenario: The first operator has the day of the follow-up off
    Given it is Tuesday 24 November 2026, 10:15
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Wes answers
    And Wes takes the question on, asks Transportation, and promises to call back within the hour:
      """
      Who decides how long the light stays green for people on foot?
      """
    And Maya's answer is recorded as the outcome "answered"
    And Wes calls Rosa back and reaches her
    And Wes tells Rosa the outcome
    Then a follow-up with Rosa is owed on Thursday 26 November 2026, when Wes is off by the shift plan
    And Julie owes Rosa the follow-up on behalf of Wes
    And Rosa's own page names Julie
    When two working days later it is 09:30
    And Julie calls Rosa for the follow-up and reaches her
    And Rosa heard the answer, and is content with the call and with the outcome
    Then the case is closed

  Scenario: An absence entered later moves what is owed, and coming back early brings it back
    Given it is Tuesday 24 November 2026, 10:15
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa to call by 14:00 the same day
    When Oren is entered as away from 11:00 to 16:00
    Then Amara owes Rosa a call by 14:00 on behalf of Oren
    When Oren comes back early
    Then Oren owes Rosa a call by 14:00
