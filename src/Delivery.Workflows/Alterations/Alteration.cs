using System.Text.Json.Nodes;
using Delivery.Workflows.Alterations;

namespace Delivery.Workflows;

/// <summary>What somebody does to an instance from outside (Elsa's alterations).</summary>
public abstract record Alteration
{
    /// <summary>Its name in JSON.</summary>
    public abstract string Type { get; }

    /// <summary>Reads Elsa's form: an object with a <c>type</c> and the alteration's own members.</summary>
    /// <exception cref="AlterationException">There is no such alteration, or a member is missing or too much.</exception>
    public static Alteration Parse(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return AlterationReader.Read(json);
    }

    /// <summary>Elsa's form.</summary>
    public JsonObject ToJson() => AlterationWriter.Write(this);
}
