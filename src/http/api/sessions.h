#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/signer.h"
#include "desk/ports/rows.h"

namespace kept::http {

struct SessionOptions {
  std::chrono::hours lasts{12};       ///< a session, from sign-in
  std::size_t failures = 10;          ///< wrong passwords after which a name has to wait, there
  std::chrono::minutes lock_out{15};  ///< so long, and so long failures count
};

/// Passwords as argon2id hashes of libsodium.
[[nodiscard]] std::string hash_password(const std::string& password);

/// Checks passwords: at most two at once, a short queue, and after some failures a name has to
/// wait where they came from, so that a stranger locks nobody out; after ten times as many it waits
/// everywhere. Takes as long for unknown names. Times are of the machine, never of a test clock.
/// Any thread.
class PasswordGate {
 public:
  explicit PasswordGate(const SessionOptions& options) : options_(options) {}

  enum class Answer { right, wrong, locked, busy };
  /// `client`: where it is tried (client_address).
  [[nodiscard]] Answer check(const std::string& name, const std::string& client,
                             const std::string& password, const std::optional<std::string>& hash);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Failure {
    Time at;
    std::string client;
  };
  [[nodiscard]] bool is_locked(const std::string& name, const std::string& client);
  void forget_old_failures();
  [[nodiscard]] bool enter();
  void leave();

  SessionOptions options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0;
  int waiting_ = 0;
  std::map<std::string, std::vector<Failure>> failures_;
};

/// A session is a signed cookie that names the staff member, when it ends, and the password it was
/// opened with, so that a new password ends it. Only sessions ended early stand in the store.
class Sessions {
 public:
  Sessions(const base::Signer& signer, const SessionOptions& options)
      : signer_(signer), options_(options) {}

  [[nodiscard]] std::string open(const desk::StaffRow& staff) const;
  /// Whom the cookie names, while it lasts; `matches` then says whether the password still is.
  [[nodiscard]] std::optional<domain::StaffId> staff_of(const std::string& cookie) const;
  [[nodiscard]] bool matches(const std::string& cookie, const desk::StaffRow& staff) const;

  /// What the store remembers of a session that ends early, and until when.
  struct Ending {
    std::string session;
    base::Instant now;
    base::Instant until;
  };
  [[nodiscard]] Ending ending(const std::string& cookie) const;

  /// What unsafe requests of a session have to show in X-CSRF-Token.
  [[nodiscard]] std::string csrf(const std::string& cookie) const;

 private:
  const base::Signer& signer_;
  SessionOptions options_;
};

}  // namespace kept::http
