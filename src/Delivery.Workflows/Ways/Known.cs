using System.Text.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Ways;

/// <summary>A value that is known before anything runs, or not known.</summary>
internal readonly record struct Known(bool IsKnown, JsonNode? Value)
{
    public static Known Unknown => default;

    public static Known Null => new(true, null);

    /// <summary>As JavaScript takes it for a condition; null when that is not known.</summary>
    public bool? IsTruthy => !IsKnown ? null : Value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => Value!.GetValue<string>().Length > 0,
        JsonValueKind.Number => Value!.ToJsonString() is not ("0" or "0.0" or "-0"),
        _ => true,
    };

    public static Known Of(JsonNode? value) => new(true, value);

    public static Known OfFlag(bool? value) => value is { } known ? new Known(true, JsonValue.Create(known)) : Unknown;
}
