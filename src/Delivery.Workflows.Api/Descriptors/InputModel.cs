using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>An input of an activity type.</summary>
internal sealed record InputModel
{
    public required bool IsWrapped { get; init; }

    /// <summary>Explicit, because the serializer would write <c>uIHint</c>.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("uiHint")]
    public required string UIHint { get; init; }

    public string? Category { get; init; }

    public JsonNode? DefaultValue { get; init; }

    public string? DefaultSyntax { get; init; }

    public required bool IsReadOnly { get; init; }

    public required bool IsSensitive { get; init; }

    public required bool AutoEvaluate { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("uiSpecifications")]
    public required JsonObject UISpecifications { get; init; }

    public required string Name { get; init; }

    public required string TypeName { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public required float Order { get; init; }

    public required bool IsBrowsable { get; init; }

    public required bool IsSerializable { get; init; }

    public required bool IsSynthetic { get; init; }

    public static InputModel Of(InputDescriptor input, int index) => new()
    {
        IsWrapped = input.IsWrapped,
        UIHint = input.UIHint,
        Category = input.Category,
        DefaultValue = input.DefaultValue?.DeepClone(),
        DefaultSyntax = input.DefaultSyntax == "Literal" ? null : input.DefaultSyntax,
        IsReadOnly = false,
        IsSensitive = input.IsSensitive,
        AutoEvaluate = input.AutoEvaluate,
        UISpecifications = input.UISpecifications?.DeepClone().AsObject() ?? [],
        Name = input.Name,
        TypeName = input.TypeName,
        DisplayName = input.DisplayName ?? Words.Of(input.Name),
        Description = input.Description,
        // The panel sorts by the order, and we mean the order in which they are listed.
        Order = input.Order == 0 ? index : input.Order,
        IsBrowsable = input.IsBrowsable,
        IsSerializable = true,
        IsSynthetic = false,
    };
}
