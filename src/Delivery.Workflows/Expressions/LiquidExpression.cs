using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class LiquidExpression(CompiledTemplate template) : Expression
{
    public CompiledTemplate Template { get; } = template;

    public override JsonNode? Evaluate(EvaluationScope scope) => Template.Render(scope) is { } text ? JsonValue.Create(text) : null;
}
