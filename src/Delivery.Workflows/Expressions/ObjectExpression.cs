using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Expressions;

/// <summary>Text that holds JSON. Whether it is parsed is decided by the type it is converted to.</summary>
internal sealed class ObjectExpression(JsonNode? value) : Expression
{
    private readonly JsonNode? _value =
        JsonValues.IsText(value) && string.IsNullOrWhiteSpace(value!.GetValue<string>()) ? null : value;

    public override JsonNode? Evaluate(EvaluationScope scope) => _value;
}
