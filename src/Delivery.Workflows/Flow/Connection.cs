using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>An arrow of a flowchart.</summary>
internal sealed record Connection(Node Source, string? Port, Node Target)
{
    /// <summary>What the arrow is called in states.</summary>
    public string Key { get; } = string.IsNullOrEmpty(Port) ? $"{Source.Id}->{Target.Id}" : $"{Source.Id}:{Port}->{Target.Id}";

    /// <summary>
    /// Without explicit outcomes both the nameless port and <c>Done</c> are followed; explicit outcomes match by exact name, so an
    /// explicit <c>Done</c> does not follow a nameless port.
    /// </summary>
    public bool IsFollowed(IReadOnlyList<string>? outcomes) => outcomes is null
        ? Port is null or "Done"
        : Port is not null && outcomes.Contains(Port);
}
