using System.Text.Json;
using System.Text.Json.Nodes;
using Acornima;
using Acornima.Ast;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Ways;

/// <summary>
/// Says what simple scripts give, the kind that decisions are made with: comparisons, and, or, not, of variables, inputs and plain values.
/// What it does not understand is not known.
/// </summary>
/// <param name="read">A variable or input by the name that scripts call it.</param>
internal sealed class KnownScripts(Func<string, Known> read)
{
    private const int MaxDepth = 32;
    private static readonly Known[] Samples = [Known.Null, Known.Of("text"), Known.OfFlag(true)];

    /// <summary>Whether it can say what a script gives, for some values at least.</summary>
    public static bool Understands(Script? script) => Samples.Any(sample => new KnownScripts(_ => sample).Evaluate(script).IsKnown);

    public Known Evaluate(Script? script) =>
        script?.Body is [ExpressionStatement { Expression: var expression }] ? Evaluate(expression, 0) : Known.Unknown;

    private Known Evaluate(Acornima.Ast.Expression expression, int depth)
    {
        if (depth > MaxDepth)
        {
            return Known.Unknown;
        }

        return expression switch
        {
            NullLiteral => Known.Null,
            StringLiteral text => Known.Of(JsonValue.Create(text.Value)),
            BooleanLiteral flag => Known.OfFlag(flag.Value),
            NumericLiteral number when double.IsFinite(number.Value) => Known.Of(JsonValues.Number(number.Value)),
            ParenthesizedExpression inner => Evaluate(inner.Expression, depth + 1),
            MemberExpression { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier name } => read(name.Name),
            CallExpression { Callee: Identifier callee } call => Call(callee.Name, call.Arguments, depth),
            UnaryExpression { Operator: Operator.LogicalNot } negation => Known.OfFlag(!Evaluate(negation.Argument, depth + 1).IsTruthy),
            LogicalExpression logical => Logical(logical, depth),
            BinaryExpression binary => Compare(binary, depth),
            ConditionalExpression choice => Evaluate(choice.Test, depth + 1).IsTruthy switch
            {
                true => Evaluate(choice.Consequent, depth + 1),
                false => Evaluate(choice.Alternate, depth + 1),
                null => Known.Unknown,
            },
            _ => Known.Unknown,
        };
    }

    private Known Call(string function, NodeList<Acornima.Ast.Expression> arguments, int depth)
    {
        switch (function)
        {
            case "getInput" or "getVariable":
                return arguments is [StringLiteral name] ? read(name.Value) : Known.Unknown;
            case "isNullOrEmpty" or "isNullOrWhiteSpace":
                return arguments is [var argument] ? Known.OfFlag(IsBlank(Evaluate(argument, depth + 1), function == "isNullOrWhiteSpace")) : Known.Unknown;
            default:
                return arguments.Count == 0 && function.StartsWith("get", StringComparison.Ordinal) ? read(function[3..]) : Known.Unknown;
        }
    }

    private Known Logical(LogicalExpression logical, int depth)
    {
        var left = Evaluate(logical.Left, depth + 1);
        var right = Evaluate(logical.Right, depth + 1);
        return logical.Operator switch
        {
            Operator.LogicalAnd when left.IsTruthy is { } holds => holds ? right : left,
            Operator.LogicalOr when left.IsTruthy is { } holds => holds ? left : right,
            Operator.NullishCoalescing when left.IsKnown => left.Value is null ? right : left,
            _ => Known.Unknown,
        };
    }

    private Known Compare(BinaryExpression binary, int depth)
    {
        var (left, right) = (Evaluate(binary.Left, depth + 1), Evaluate(binary.Right, depth + 1));
        if (!left.IsKnown || !right.IsKnown || Kind(left) != Kind(right))
        {
            // Values of two kinds are strictly different; otherwise JavaScript may convert one into the other.
            return !left.IsKnown || !right.IsKnown ? Known.Unknown
                : binary.Operator switch { Operator.StrictEquality => Known.OfFlag(false), Operator.StrictInequality => Known.OfFlag(true), _ => Known.Unknown };
        }

        var same = JsonNode.DeepEquals(left.Value, right.Value);
        return binary.Operator switch
        {
            Operator.Equality or Operator.StrictEquality => Known.OfFlag(same),
            Operator.Inequality or Operator.StrictInequality => Known.OfFlag(!same),
            _ => Known.Unknown,
        };
    }

    private static JsonValueKind Kind(Known known) => known.Value?.GetValueKind() switch
    {
        null => JsonValueKind.Null,
        JsonValueKind.False => JsonValueKind.True,
        var kind => kind.Value,
    };

    private static bool? IsBlank(Known known, bool orWhite) => !known.IsKnown ? null
        : known.Value is null || (JsonValues.IsText(known.Value) && (orWhite ? string.IsNullOrWhiteSpace(known.Value.GetValue<string>()) : known.Value.GetValue<string>().Length == 0));
}
