#pragma once

#include <functional>
#include <optional>
#include <string>

#include "trunk/edge_message.h"

namespace kept::trunk {

/// What stands between the mixer and the operators' browsers.
class Edge {
 public:
  virtual ~Edge() = default;

  /// Told once, later, by the exchange's thread; nothing: the edge did not answer.
  using Reply = std::function<void(const std::optional<EdgeAnswer>& answer)>;
  virtual void offer(const EdgeLeg& leg, const std::string& sdp, Reply reply) = 0;
  virtual void answer(const EdgeLeg& leg, const std::string& sdp, Reply reply) = 0;
  virtual void remove(const EdgeLeg& leg) = 0;
};

}  // namespace kept::trunk
