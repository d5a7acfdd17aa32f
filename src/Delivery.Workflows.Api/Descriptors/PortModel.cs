namespace Delivery.Workflows.Api.Descriptors;

/// <summary>An outcome of an activity type, or a place for an activity inside it.</summary>
internal sealed record PortModel(string Name, string DisplayName, PortKind Type, bool IsBrowsable)
{
    public static PortModel Of(PortDescriptor port) => new(port.Name, port.DisplayName ?? Words.Of(port.Name), port.Kind, port.IsBrowsable);
}
