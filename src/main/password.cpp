#include "main/password.h"

#include <fmt/format.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "base/check.h"
#include "base/text.h"

namespace kept {
namespace {

constexpr std::size_t kShortest = 12;

/// While it lives, the terminal does not show what is typed.
class Unseen {
 public:
  Unseen() {
    known_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!known_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Unseen() {
    if (known_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool known_ = false;
};

std::string ask(const std::string& question) {
  fmt::print(stderr, "{}: ", question);
  std::string answer;
  const Unseen unseen;
  std::getline(std::cin, answer);
  fmt::print(stderr, "\n");
  return answer;
}

}  // namespace

base::Result<std::string> read_new_password(const std::string& whose) {
  std::string password;
  if (isatty(STDIN_FILENO) != 0) {
    password = ask("New password of " + whose);
    if (ask("Once more") != password) {
      return base::invalid("/password", "password.differs", "The two passwords differ.");
    }
  } else {
    std::getline(std::cin, password);
  }
  const auto length = base::utf8_length(password);
  if (!length || *length < kShortest) {
    return base::invalid("/password", "password.short",
                         "A password has at least twelve characters; it is read from standard "
                         "input, or made with --generate.");
  }
  return password;
}

std::string generate_password() {
  KEPT_CHECK(sodium_init() >= 0);
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string password;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) password += '-';
    password += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return password;
}

}  // namespace kept
