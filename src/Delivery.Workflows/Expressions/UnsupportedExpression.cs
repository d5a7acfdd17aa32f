using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

/// <summary>Loads like any other; evaluating it says what to do instead.</summary>
internal sealed class UnsupportedExpression(string language) : Expression
{
    public string Reason { get; } =
        $"{language} expressions do not run here, because they could reach everything the server can. Use JavaScript or Liquid.";

    public override JsonNode? Evaluate(EvaluationScope scope) => throw new ExpressionException(Reason);
}
