#pragma once

// Private to http/api: what every staff resource does before and after its own work.

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "desk/forms.h"
#include "desk/principal.h"
#include "http/api/api.h"
#include "http/api/form.h"
#include "http/api/sessions.h"
#include "http/api/view.h"

namespace kept::http {

/// The whole of `text` as a whole number.
[[nodiscard]] std::optional<std::int64_t> whole_number(const std::string& text);

template <typename Id>
[[nodiscard]] base::Result<Id> id_in_path(const Request& request, const char* name) {
  const auto number = whole_number(request.parameters.at(name));
  if (!number) return base::not_found("not_found", "There is nothing at this address.");
  return Id{*number};
}

/// Why a body is not read at all; nothing when it says that it is JSON, or is empty.
[[nodiscard]] std::optional<base::Error> unreadable(const Request& request);

/// One reading request of somebody who is signed in.
struct Look {
  const Request& request;
  desk::Principal who;
  desk::Reader& reader;
  View& view;

  /// The language that is asked for, English when none is; any other is a mistake.
  [[nodiscard]] base::Result<std::string> language() const;
  /// A whole number in the query, or none; anything else is a mistake at its name.
  [[nodiscard]] base::Result<std::optional<std::int64_t>> number(
      const char* name, std::int64_t least = 0,
      std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  /// An id in the address; not found when it is none.
  template <typename Id>
  [[nodiscard]] base::Result<Id> path_id(const char* name) const {
    return id_in_path<Id>(request, name);
  }
};

/// One changing request inside its unit of work.
struct Change {
  const Request& request;
  desk::Principal who;
  desk::Transaction& tx;
  View& view;
  Mistakes& mistakes;
  const json::value& body;

  [[nodiscard]] Form form() const { return {body, "", mistakes}; }
  /// An id in the address; not found when it is none.
  template <typename Id>
  [[nodiscard]] base::Result<Id> path_id(const char* name) const {
    return id_in_path<Id>(request, name);
  }
  /// The case in the address, with the version that the body names.
  [[nodiscard]] base::Result<desk::CaseRef> case_ref(Form& form) const;
  /// The case of a promise or ask in the address.
  [[nodiscard]] base::Result<desk::CaseRef> case_of(domain::DutyKind kind, const char* name,
                                                    Form& form) const;
  /// The case as it now is, or why there is none.
  [[nodiscard]] base::Result<json::object> shown(const base::Result<domain::CaseId>& result) const;
  [[nodiscard]] bool is_fine() const { return mistakes.empty(); }
  /// Stands for the mistakes, which are told in its place.
  [[nodiscard]] static base::Error refused_form();
};

/// One changing request outside any unit of work, for what takes its time elsewhere.
struct Errand {
  const desk::StaffRow& who;
  Mistakes& mistakes;
  const json::value& body;

  [[nodiscard]] Form form() const { return {body, "", mistakes}; }
};

/// The door that every request of staff goes through.
class Door {
 public:
  explicit Door(const ApiOptions& options)
      : options_(options),
        sessions_(options.signer, options.sessions),
        passwords_(options.sessions) {}

  using AnswerWork = std::function<Response(Look&)>;
  using ReadWork = std::function<base::Result<json::object>(Look&)>;
  using ChangeWork = std::function<base::Result<json::object>(Change&)>;
  using ErrandWork = std::function<base::Result<json::object>(Errand&)>;

  /// `needs`: who may; nothing: everybody who is signed in.
  [[nodiscard]] Handler read(std::optional<desk::Action> needs, ReadWork work);
  /// The same, with an answer of its own making.
  [[nodiscard]] Handler answer(std::optional<desk::Action> needs, AnswerWork work);
  /// `status` is the answer's when all went well; `operation` the scope of idempotency keys.
  [[nodiscard]] Handler change(const char* operation, int status, ChangeWork work);

  /// The same without a unit of work and without idempotency keys.
  [[nodiscard]] Handler errand(desk::Action needs, ErrandWork work);

  [[nodiscard]] const ApiOptions& options() const { return options_; }
  [[nodiscard]] Sessions& sessions() { return sessions_; }
  [[nodiscard]] PasswordGate& passwords() { return passwords_; }

  /// Who is signed in with this request; a disabled account is `active == false`.
  [[nodiscard]] std::optional<desk::StaffRow> signed_in(const Request& request);

 private:
  /// Who reads: somebody signed in, or a program with a key.
  [[nodiscard]] base::Result<desk::Principal> reader_of(const Request& request);
  /// Who changes: somebody signed in, on a page of ours.
  [[nodiscard]] base::Result<desk::StaffRow> changer_of(const Request& request);
  [[nodiscard]] base::Result<desk::Principal> program_with(const std::string& secret);
  [[nodiscard]] std::int64_t statements() const;
  /// Under a clock of the tests the answer tells how many SQL statements it took.
  [[nodiscard]] Response telling_statements(std::int64_t before, Response response) const;
  [[nodiscard]] Response run_change(const Request& request, const char* operation, int status,
                                    const desk::Principal& who, const ChangeWork& work);
  [[nodiscard]] Response changed_meanwhile(const Request& request, const desk::Principal& who,
                                           const base::Error& error, const json::value& body);

  ApiOptions options_;
  Sessions sessions_;
  PasswordGate passwords_;
};

[[nodiscard]] Response json_response(int status, const json::object& body);

}  // namespace kept::http
