using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>What an activity type is called and what it takes and gives; the designer's toolbox is made of these.</summary>
public sealed record ActivityDescriptor
{
    /// <summary>The full type name, e.g. <c>Elsa.WriteLine</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>The type's version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What people read; the last part of the type name when absent.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The toolbox group.</summary>
    public required string Category { get; init; }

    /// <summary>One sentence.</summary>
    public string? Description { get; init; }

    /// <summary>A Material icon name, or null.</summary>
    public string? Icon { get; init; }

    /// <summary>The sort of activity.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>The inputs, in the order of the property panel.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>Outcomes and embedded children. No flow port at all means the single outcome <c>Done</c>.</summary>
    public IReadOnlyList<PortDescriptor> Ports { get; init; } = [];

    /// <summary>Whether the toolbox shows it.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether it holds a list of children.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Whether a flowchart prefers it as its start.</summary>
    public bool IsStart { get; init; }

    /// <summary>Whether its completion ends the container it is in.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether it waits for somebody outside, for as long as that takes, unless it has a time limit.</summary>
    public bool WaitsForOthers { get; init; }

    /// <summary>Free-form facts for the designer, e.g. <c>RootType</c> of a workflow used as an activity.</summary>
    public JsonObject? CustomProperties { get; init; }

    /// <summary>Members that the designer copies into a new activity of this type.</summary>
    public JsonObject? ConstructionProperties { get; init; }

    /// <summary>The part of <see cref="TypeName"/> behind the last dot.</summary>
    public string ShortName => TypeName[(TypeName.LastIndexOf('.') + 1)..];
}
