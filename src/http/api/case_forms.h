#pragma once

// Private to http/api: forms that more than one resource takes.

#include "desk/forms.h"
#include "http/api/form.h"

namespace kept::http {

/// Whom to call; takes the whole object.
[[nodiscard]] desk::CardRow card_form(Form form);
[[nodiscard]] desk::AskForm ask_form(Form& form);
/// Everything of a promise but the conversation; the caller calls done().
[[nodiscard]] desk::PromiseForm promise_form(Form& form);
[[nodiscard]] desk::OutcomeForm outcome_form(Form& form);

}  // namespace kept::http
