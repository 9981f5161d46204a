Feature: A promised time is a time that exists
  Times are told as clocks in the city show them. Weekends and holidays are not working time, and
  in the two nights in which clocks change a told time still means one instant.

  Scenario: The hour that is missing in spring
    Given it is Friday 12 March 2027, 10:15
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Wes answers
    And Wes asks what a promise for Sunday 14 March 2027 at 02:30 would mean
    Then the sentence to say names 03:00, for 02:30 does not exist
    When Wes opens a question and promises to call on Sunday 14 March 2027 at 02:30
    Then Wes owes Rosa a call by Sunday 14 March 2027 at 03:00
    When it is one second before that time
    Then Wes's promise to Rosa is not late
    When it is one second after that time
    Then Wes's promise to Rosa is broken because its time passed

  Scenario: The hour that comes twice in autumn
    Given it is Friday 30 October 2026, 10:15
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Wes answers
    And Wes asks what a promise for Sunday 1 November 2026 at 01:30 would mean
    Then that hour comes twice, and the earlier one is meant
    When Wes opens a question and promises to call on Sunday 1 November 2026 at 01:30
    Then Wes's promise is due the first time that clocks show 01:30
    When clocks show 01:29 for the first time
    Then Wes's promise to Rosa is not late
    When clocks show 01:29 for the second time
    Then Wes's promise to Rosa is broken because its time passed

  Scenario Outline: Two working days later is the same time of day, whatever lies between
    Given it is <told>, 10:15
    And Rosa Delgado can be called at 416 555 0142
    When Oren has answered Rosa's question in writing of Transportation and told her
    Then a follow-up with Rosa is owed on <checked> at 10:15

    Examples:
      | what lies between        | told                      | checked                    |
      | nothing                  | Monday 23 November 2026   | Wednesday 25 November 2026 |
      | a weekend                | Thursday 19 November 2026 | Monday 23 November 2026    |
      | a weekend and a holiday  | Friday 9 October 2026     | Wednesday 14 October 2026  |
      | clocks that jump forward | Friday 12 March 2027      | Tuesday 16 March 2027      |
      | clocks that fall back    | Friday 30 October 2026    | Tuesday 3 November 2026    |

  Scenario: A department's time to answer does not run over the weekend and the holiday
    Given it is Friday 9 October 2026, 16:00
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Oren answers
    And Oren takes the question on, asks Transportation, and promises to call on Tuesday 13 October 2026 at 11:00:
      """
      May the market on Queen Square open on the day after the holiday?
      """
    Then Maya owes Oren an answer on Tuesday 13 October 2026
    When it is Monday 12 October 2026, 12:00
    Then nobody is told that anything is late
    And Oren's promise to Rosa is not shown as unconfirmed
