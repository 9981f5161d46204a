#include "telephony/event_teller.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/time_text.h"
#include "desk/word_names.h"
#include "telephony/webhook.h"

namespace kept::telephony {
namespace {

namespace json = boost::json;
using Kind = desk::CallEventKind;

/// The file begins anew when it is longer and nothing waits.
constexpr std::int64_t kLongEnough = 5000;

json::object body_of(const desk::CallEvent& event) {
  json::object body{{"provider", event.provider},
                    {"event_id", event.event_id},
                    {"call_id", event.call},
                    {"event", desk::name_of(event.kind)},
                    {"at", base::format_utc(event.at)}};
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) body[key] = text;
  };
  add("caller", event.caller);
  add("callee", event.callee);
  add("agent", event.agent);
  add("digit", event.digit);
  add("reason", event.reason);
  add("recording", event.recording);
  return body;
}

bool ends(Kind kind) {
  return kind == Kind::ended || kind == Kind::abandoned || kind == Kind::failed ||
         kind == Kind::lost;
}

std::string text_of(const json::object& line, const char* key) {
  const json::value* found = line.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

/// Whether the server has judged this event. A wrong secret, another address or a proxy in between
/// say nothing about it: it is told again.
bool is_a_verdict(const WebhookAnswer& answer) {
  constexpr std::array kVerdicts{200, 409, 422};
  return answer.came && std::ranges::find(kVerdicts, answer.status) != kVerdicts.end();
}

}  // namespace

EventTeller::EventTeller(EventTellerOptions options) : options_(std::move(options)) {
  read();
  begin_anew();
  // The last in line first: whoever stood before them still does when their time is reckoned.
  const std::vector<std::string> lost(up_.rbegin(), up_.rend());
  for (const std::string& call : lost) {
    desk::CallEvent event;
    event.provider = options_.provider;
    event.call = call;
    event.kind = Kind::lost;
    event.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    keep(std::move(event));
  }
}

EventTeller::~EventTeller() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void EventTeller::start() {
  thread_ = std::thread([this] { run(); });
}

/// A line that was torn when the process died says nothing.
void EventTeller::take(const std::string& text) {
  boost::system::error_code error;
  const json::value read = json::parse(text, error);
  if (error || !read.is_object()) return;
  const json::object& line = read.get_object();
  if (const std::string call = text_of(line, "up"); !call.empty()) {
    note_up(call);
  } else if (const std::string told = text_of(line, "told"); !told.empty()) {
    if (!waiting_.empty() && waiting_.front().event.event_id == told) waiting_.pop_front();
  } else if (const auto kind = desk::word_of<Kind>(text_of(line, "event"))) {
    desk::CallEvent event;
    event.event_id = text_of(line, "event_id");
    event.call = text_of(line, "call_id");
    event.kind = *kind;
    if (*kind == Kind::arrived) note_up(event.call);
    if (ends(*kind)) std::erase(up_, event.call);
    waiting_.push_back({text, std::move(event)});
  }
}

void EventTeller::note_up(const std::string& call) {
  if (std::ranges::find(up_, call) == up_.end()) up_.push_back(call);
}

void EventTeller::read() {
  std::ifstream file(options_.file);
  for (std::string line; std::getline(file, line);) take(line);
}

void EventTeller::write(const std::string& line) {
  file_ << line << '\n' << std::flush;
  if (!file_) is_damaged_ = true;
  ++written_;
}

/// What is over and told need not be kept. A file beside it takes its place at once.
void EventTeller::begin_anew() {
  file_.close();
  const std::filesystem::path fresh = options_.file.string() + ".new";
  file_.clear();
  file_.open(fresh, std::ios::trunc);
  if (!file_) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + fresh.string());
  }
  written_ = 0;
  is_damaged_ = false;
  for (const std::string& call : up_) {
    write(json::serialize(json::object{{"up", call}}));
  }
  for (const Told& told : waiting_) write(told.line);
  std::filesystem::rename(fresh, options_.file);
}

void EventTeller::keep(desk::CallEvent event) {
  event.event_id = options_.run + "-" + std::to_string(++count_);
  std::string line = json::serialize(body_of(event));
  if (event.kind == Kind::arrived) note_up(event.call);
  if (ends(event.kind)) std::erase(up_, event.call);
  write(line);
  waiting_.push_back({std::move(line), std::move(event)});
}

void EventTeller::tell(desk::CallEvent event) {
  const std::scoped_lock lock(mutex_);
  keep(std::move(event));
  changed_.notify_all();
}

void EventTeller::is_up(const std::string& call) {
  const std::scoped_lock lock(mutex_);
  note_up(call);
  write(json::serialize(json::object{{"up", call}}));
}

std::size_t EventTeller::waiting() {
  const std::scoped_lock lock(mutex_);
  return waiting_.size();
}

/// False: not now.
bool EventTeller::tell_first() {
  Told first;
  {
    const std::scoped_lock lock(mutex_);
    if (waiting_.empty()) return true;
    first = waiting_.front();
  }
  const WebhookAnswer answer =
      post({options_.address, options_.secret}, first.line, first.event.event_id);
  if (!is_a_verdict(answer)) {
    options_.report("the server does not take events: " + answer.detail);
    return false;
  }
  options_.report("");
  if (answer.status != 200 && options_.refused) options_.refused(first.event, answer.detail);
  const std::scoped_lock lock(mutex_);
  waiting_.pop_front();
  write(json::serialize(json::object{{"told", first.event.event_id}}));
  if (is_damaged_ || (waiting_.empty() && written_ > kLongEnough)) keep_anew();
  return true;
}

/// A full disk takes no call away; what is not kept is lost only if we are killed as well.
void EventTeller::keep_anew() {
  try {
    begin_anew();
  } catch (const std::exception& error) {
    is_damaged_ = true;
    options_.report(std::string("events cannot be kept: ") + error.what());
  }
}

void EventTeller::run() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_ && waiting_.empty()) return;
    }
    if (tell_first()) continue;
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    changed_.wait_for(lock, options_.pause, [this] { return stopping_; });
  }
}

}  // namespace kept::telephony
