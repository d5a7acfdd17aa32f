using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>An activity type as the Studio's toolbox and property panel want it.</summary>
internal sealed record ActivityModel
{
    public required string TypeName { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    public required string Category { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<InputModel> Inputs { get; init; }

    public required IReadOnlyList<OutputModel> Outputs { get; init; }

    public required ActivityKind Kind { get; init; }

    public required bool RunAsynchronously { get; init; }

    public required IReadOnlyList<PortModel> Ports { get; init; }

    public required JsonObject CustomProperties { get; init; }

    public required JsonObject ConstructionProperties { get; init; }

    public required bool IsContainer { get; init; }

    public required bool IsBrowsable { get; init; }

    public required bool IsStart { get; init; }

    public required bool IsTerminal { get; init; }

    public static ActivityModel Of(ActivityDescriptor descriptor)
    {
        var dot = descriptor.TypeName.LastIndexOf('.');
        return new ActivityModel
        {
            TypeName = descriptor.TypeName,
            Namespace = dot < 0 ? "" : descriptor.TypeName[..dot],
            Name = descriptor.ShortName,
            Version = descriptor.Version,
            Category = descriptor.Category,
            DisplayName = descriptor.DisplayName ?? Words.Of(descriptor.ShortName),
            Description = descriptor.Description,
            Inputs = [.. descriptor.Inputs.Select((input, index) => InputModel.Of(input, index))],
            Outputs = [.. descriptor.Outputs.Select((output, index) => OutputModel.Of(output, index))],
            Kind = descriptor.Kind,
            RunAsynchronously = descriptor.Kind == ActivityKind.Job,
            Ports = [.. descriptor.Ports.Select(PortModel.Of)],
            CustomProperties = Copy(descriptor.CustomProperties),
            ConstructionProperties = Copy(descriptor.ConstructionProperties),
            IsContainer = descriptor.IsContainer,
            IsBrowsable = descriptor.IsBrowsable,
            IsStart = descriptor.IsStart,
            IsTerminal = descriptor.IsTerminal,
        };
    }

    private static JsonObject Copy(JsonObject? json) => json?.DeepClone().AsObject() ?? [];
}
