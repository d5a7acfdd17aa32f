using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class VariableExpression(string id) : Expression
{
    public override JsonNode? Evaluate(EvaluationScope scope) =>
        scope.TryGetVariableById(id, out var value)
            ? value
            : throw new ExpressionException($"No variable with the id '{id}' is in scope. Choose the variable again.");
}
