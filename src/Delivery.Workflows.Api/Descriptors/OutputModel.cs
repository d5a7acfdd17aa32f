namespace Delivery.Workflows.Api.Descriptors;

/// <summary>An output of an activity type.</summary>
internal sealed record OutputModel
{
    public required string Name { get; init; }

    public required string TypeName { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public required float Order { get; init; }

    public required bool IsBrowsable { get; init; }

    public required bool IsSerializable { get; init; }

    public required bool IsSynthetic { get; init; }

    public static OutputModel Of(OutputDescriptor output, int index) => new()
    {
        Name = output.Name,
        TypeName = output.TypeName,
        DisplayName = output.DisplayName ?? Words.Of(output.Name),
        Description = output.Description,
        Order = index,
        IsBrowsable = output.IsBrowsable,
        IsSerializable = true,
        IsSynthetic = false,
    };
}
