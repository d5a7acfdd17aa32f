using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>One input of an activity type.</summary>
public sealed record InputDescriptor
{
    /// <summary>PascalCase; the JSON member is its camelCase form.</summary>
    public required string Name { get; init; }

    /// <summary>The type's alias, e.g. <c>String</c>, <c>TimeSpan</c>, <c>List&lt;String&gt;</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>What people read; the name when absent.</summary>
    public string? DisplayName { get; init; }

    /// <summary>One sentence.</summary>
    public string? Description { get; init; }

    /// <summary>The tab of the designer's property panel.</summary>
    public string? Category { get; init; }

    /// <summary>The designer's editor.</summary>
    public string UIHint { get; init; } = "singleline";

    /// <summary>What the editor needs beyond its name, e.g. the items of a drop-down.</summary>
    public JsonObject? UISpecifications { get; init; }

    /// <summary>The expression language the designer proposes.</summary>
    public string DefaultSyntax { get; init; } = "Literal";

    /// <summary>The value of an input that is not set.</summary>
    public JsonNode? DefaultValue { get; init; }

    /// <summary>The place in the property panel.</summary>
    public float Order { get; init; }

    /// <summary>Whether the input is an expression (true) or plain JSON (false).</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>Whether the value is kept out of records.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>
    /// Whether the engine converts the value to the type, by Elsa's lenient rules: what does not fit becomes the type's default. False hands
    /// the value over as it came, for an activity that would rather refuse it.
    /// </summary>
    public bool IsConverted { get; init; } = true;

    /// <summary>Whether the engine evaluates it before the activity runs.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>Whether the activity faults without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the designer shows it.</summary>
    public bool IsBrowsable { get; init; } = true;
}
