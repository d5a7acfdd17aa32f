using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Delivery.Messaging.Persistence;

/// <summary>Columns that hold a value as JSON text.</summary>
public static class JsonColumnExtensions
{
    /// <summary>Stores the property as JSON, compared by its text: for values that are read and written as a whole.</summary>
    public static PropertyBuilder<TValue> HasJsonColumn<TValue>(this PropertyBuilder<TValue> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return property.HasConversion(
            new ValueConverter<TValue, string>(value => Write(value), json => Read<TValue>(json)),
            new ValueComparer<TValue>(
                (left, right) => Write(left) == Write(right),
                value => Write(value).GetHashCode(StringComparison.Ordinal),
                value => Read<TValue>(Write(value))));
    }

    private static string Write<TValue>(TValue? value) => JsonSerializer.Serialize(value, MessageJson.Options);

    private static TValue Read<TValue>(string json) => JsonSerializer.Deserialize<TValue>(json, MessageJson.Options)!;
}
