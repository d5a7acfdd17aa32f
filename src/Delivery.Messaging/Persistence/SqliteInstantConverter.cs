using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Delivery.Messaging.Persistence;

/// <summary>Stores instants as UTC ticks: SQLite cannot compare or sort the text form of a <see cref="DateTimeOffset"/>.</summary>
internal sealed class SqliteInstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
