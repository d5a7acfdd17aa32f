using System.Globalization;
using Jint.Runtime;

namespace Delivery.Workflows.Expressions;

/// <summary>For scripts time stands still during a burst.</summary>
internal sealed class BurstTimeSystem(DateTimeOffset now) : DefaultTimeSystem(TimeZoneInfo.Utc, CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => now;
}
