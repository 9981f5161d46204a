#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "desk/telephone/record_call_event.h"

namespace kept::telephony {

struct EventTellerOptions {
  std::string provider;        ///< in events
  std::string address;         ///< of the server's resource: http://127.0.0.1:3110/api/v1/…
  std::string secret;          ///< signs what is told
  std::string run;             ///< names this run of the process in ids of events
  std::filesystem::path file;  ///< what is not told yet, and which calls are up
  std::chrono::milliseconds pause{1000};  ///< before what could not be told is tried again
  /// The server refuses an event for good; called by the teller's thread.
  std::function<void(const desk::CallEvent& event, const std::string& why)> refused;
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// Tells the server what happens to calls, one after the other in their order. What it cannot take
/// now is kept, over a restart of this process too, and told later. Of calls that were up when this
/// process died it tells that they are lost.
class EventTeller {
 public:
  /// Throws std::system_error when the file cannot be written.
  explicit EventTeller(EventTellerOptions options);
  /// Tells what it can at once, and keeps the rest.
  ~EventTeller();
  EventTeller(const EventTeller&) = delete;
  EventTeller& operator=(const EventTeller&) = delete;

  void start();
  /// Does not wait. `event_id` is given here.
  void tell(desk::CallEvent event);
  /// The server knows of this call before it is told anything of it.
  void is_up(const std::string& call);

  [[nodiscard]] std::size_t waiting();

 private:
  struct Told {
    std::string line;  ///< body
    desk::CallEvent event;
  };

  void read();
  void note_up(const std::string& call);
  void take(const std::string& line);
  void write(const std::string& line);
  void begin_anew();
  void keep_anew();
  void keep(desk::CallEvent event);
  [[nodiscard]] bool tell_first();
  void run();

  EventTellerOptions options_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::deque<Told> waiting_;
  std::vector<std::string> up_;  ///< calls, in the order in which they came
  std::ofstream file_;
  std::int64_t written_ = 0;  ///< lines
  bool is_damaged_ = false;   ///< a line could not be written
  std::int64_t count_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kept::telephony
