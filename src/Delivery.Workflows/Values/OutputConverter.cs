using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>
/// Changes the value of an activity's output on its way to the variable or workflow output that it is bound to. A host adds it to its
/// catalogue; there are none by default.
/// </summary>
/// <remarks>It is part of a burst: it must give the same result for the same arguments, and touch nothing outside.</remarks>
public abstract class OutputConverter
{
    /// <summary>By which definitions name it.</summary>
    public abstract string Id { get; }

    /// <summary>The alias of what it takes; <c>Object</c> for anything.</summary>
    public virtual string SourceType => "Object";

    /// <summary>The alias of what it gives; <c>Object</c> for anything.</summary>
    public virtual string ResultType => "Object";

    /// <summary>What is wrong with settings, for people; nothing when they can be used.</summary>
    public virtual IEnumerable<string> Problems(JsonObject settings) => [];

    /// <summary>Converts; an exception faults the activity.</summary>
    public abstract JsonNode? Convert(JsonNode? value, JsonObject settings);
}
