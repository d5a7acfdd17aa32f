using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

/// <summary>A compiled expression; immutable and shared by all instances.</summary>
internal abstract class Expression
{
    /// <summary>The value, not yet converted to the type that is wanted.</summary>
    public abstract JsonNode? Evaluate(EvaluationScope scope);
}
