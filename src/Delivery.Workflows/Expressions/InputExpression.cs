using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class InputExpression(string name) : Expression
{
    public string Name { get; } = name;

    public override JsonNode? Evaluate(EvaluationScope scope) => scope.GetInput(Name);
}
