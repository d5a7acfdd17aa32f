using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>A variable as a definition declares it.</summary>
/// <param name="Id">What expressions and bindings refer to.</param>
/// <param name="Name">What scripts call it.</param>
/// <param name="TypeName">The type's alias, with <c>[]</c> when it is an array.</param>
public sealed record WorkflowVariable(string Id, string Name, string TypeName)
{
    /// <summary>The default, already converted to the type. Read it, never change it.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Whether it survives a suspension: only with a storage driver that keeps it with the instance, as in Elsa.</summary>
    public bool IsPersistent { get; init; }
}
