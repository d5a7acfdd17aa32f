using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class LiquidExpression(CompiledTemplate template) : Expression
{
    public override JsonNode? Evaluate(EvaluationScope scope) => template.Render(scope) is { } text ? JsonValue.Create(text) : null;
}
