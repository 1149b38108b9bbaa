#include "ui/session/world.h"

#include "core/runtime/input_error.h"
#include "core/store/redis_address.h"

namespace stampede::ui {

World World::privateLive()
{
    World w;
    w.kind_ = Kind::privateLive;
    return w;
}

World World::redis(const std::string& address)
{
    World w;
    w.kind_ = Kind::redis;
    w.address_ = address;
    return w;
}

World World::named(const std::string& name)
{
    return name == "simulated" ? simulated() : name == "live" ? privateLive() : redis(name);
}

std::string World::where() const
{
    return isPrivateLive() ? "live" : address_;
}

QString World::name() const
{
    if (isSimulated()) return QStringLiteral("simulated");
    if (isPrivateLive()) return QStringLiteral("live");
    try {
        return QString::fromStdString(parse_redis_address(address_).display());
    } catch (const InputError&) {
        return QStringLiteral("redis://");  // what is wrong with it is said without repeating it
    }
}

}  // namespace stampede::ui
