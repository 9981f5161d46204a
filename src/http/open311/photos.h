#pragma once

// Private to http/open311.

#include <string>
#include <vector>

#include "desk/ports/photo_studio.h"
#include "desk/ports/store.h"
#include "http/open311/exchange.h"

namespace kept::http {

/// The pictures that were sent, developed. What cannot be is a mistake that names its part: none is
/// lost in silence.
[[nodiscard]] std::vector<desk::DevelopedPhoto> sent_photos(const Exchange& exchange,
                                                            std::vector<base::Error>& mistakes);

/// The address of a picture: one that opens for all, or only for who was given it.
[[nodiscard]] std::string photo_address(const Exchange& exchange, domain::PhotoId photo,
                                        desk::PhotoSize size, bool for_all);

}  // namespace kept::http
