Feature: Nobody is given up after one try
  A resident who does not pick up is tried again, on another day and at another time of the day,
  before the city may say that it could not reach them.

  Scenario: Three tries on two days
    Given it is Tuesday 24 November 2026, 09:30
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa to call by 10:30 the same day
    When it is 10:10
    And Oren calls Rosa about the promise and gets no answer
    Then Oren's promise to Rosa counts as tried and not reached
    And Oren owes Rosa another try by 17:00
    And the case cannot be ended as "could not reach resident"
    When it is 13:15
    And Oren tries Rosa again and gets her voicemail
    Then Oren owes Rosa another try by Wednesday 25 November 2026 at 13:15
    And the case cannot be ended as "could not reach resident"
    When it is Wednesday 25 November 2026, 09:20
    And Oren tries Rosa again and gets no answer
    Then no further try is owed
    When Oren records the outcome "could not reach resident": "Three calls on two days; the number was right."
    Then the case is closed
    And the figures count 1 promise as not reached, and 0 as broken

  Scenario: Three tries on one day are one day's tries
    Given it is Tuesday 24 November 2026, 09:30
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa to call by 10:30 the same day
    When it is 10:10
    And Oren calls Rosa about the promise and gets no answer
    And it is 13:15
    And Oren tries Rosa again and gets no answer
    And it is 18:30
    And Oren tries Rosa again and gets no answer
    Then a further try is owed
    And the case cannot be ended as "could not reach resident"

  Scenario: The second try reaches the resident
    Given it is Tuesday 24 November 2026, 09:30
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa to call by 10:30 the same day
    When it is 10:10
    And Oren calls Rosa about the promise and gets no answer
    And it is 13:15
    And Oren tries Rosa again and reaches her
    Then no further try is owed
    And Oren's promise to Rosa counts as tried and not reached
