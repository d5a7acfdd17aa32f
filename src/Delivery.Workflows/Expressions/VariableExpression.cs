using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class VariableExpression(string id) : Expression
{
    public string Id { get; } = id;

    public override JsonNode? Evaluate(EvaluationScope scope) =>
        scope.TryGetVariableById(Id, out var value)
            ? value
            : throw new ExpressionException($"No variable with the id '{Id}' is in scope. Choose the variable again.");
}
