using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class LiteralExpression(JsonNode? value) : Expression
{
    public JsonNode? Value => value;

    public override JsonNode? Evaluate(EvaluationScope scope) => value;
}
