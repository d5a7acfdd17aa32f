using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class InputExpression(string name) : Expression
{
    public override JsonNode? Evaluate(EvaluationScope scope) => scope.GetInput(name);
}
