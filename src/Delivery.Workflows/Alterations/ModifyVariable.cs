using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>Gives a variable another value, converted to its type.</summary>
/// <param name="VariableId">Its id, or its name.</param>
/// <param name="Value">The value.</param>
public sealed record ModifyVariable(string VariableId, JsonNode? Value) : Alteration
{
    /// <summary>The execution that sees it; needed only when several running containers have such a variable.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <inheritdoc />
    public override string Type => "ModifyVariable";
}
