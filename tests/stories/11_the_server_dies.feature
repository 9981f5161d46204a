Feature: What was acknowledged is on the disk
  The founding call once more. This time the server is killed after every single step, as a power
  cut would do it, and started again; nobody who takes part notices.

  @killed-after-every-step
  Scenario: The founding call, with the power failing all day
    Given it is Tuesday 24 November 2026, 11:40
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Oren answers
    And Oren searches for "does the city count how often the crossing button is pressed"
    Then nothing that is found answers it
    When Oren notes that nobody could find an answer
    And Oren takes the question on, asks Transportation, and promises to call back within the hour:
      """
      Is it recorded how often somebody presses the button at the school crossing on Elm Street?
      """
    Then Oren owes Rosa a call by 12:40
    And Maya owes Oren an answer
    When Oren ends the call
    And it is 12:05
    And Maya says on the telephone that an answer takes until 14:00, and Oren writes that down
    Then Maya owes Oren an answer by 14:00
    When it is 12:15
    And Oren calls Rosa back and reaches her
    And Oren hands over to Maya by 14:00:
      """
      Maya will call you before two o'clock today. In case that call does not come, here is the number.
      """
    Then Oren's promise to Rosa is kept by a call
    And Maya owes Rosa a call by 14:00
    And that promise was said by Maya and written down by Oren
    And Rosa was given the number of Maya
    When Oren ends the call
    And it is 13:05
    And Maya tells Oren on the telephone about reaching Rosa at 13:00, and Oren records the outcome "information not held" with "resident declined to give more":
      """
      The city does not record this. A count by hand would need a request in writing; Rosa lets it rest.
      """
    Then Maya's promise to Rosa is kept on a staff member's word
    And the case is resolved as "information not held" with "resident declined to give more"
    And Rosa has been told
    And Oren owes Rosa a follow-up by 13:05 two working days later
    When two working days later it is 10:15
    And Oren calls Rosa for the follow-up and reaches her
    And Rosa heard the answer, and is content with the call and with the outcome
    Then the case is closed
    And nobody owes anything on it

    # What was learned once is known from now on.
    When Maya turns the question into an article and publishes it:
      """
      How often a crossing button is pressed is not recorded. A count by hand can be asked for in writing.
      """
    And Karim Haddad can be called at 416 555 0177
    And Karim calls 311 and Amara answers
    And Amara searches for "how often is the crossing button pressed"
    Then the new article is found first
    When Amara reads the article to Karim and that answers it
    Then Karim's case is closed as "answered" in the first call
    And replaying everything that happened gives the same case
