using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Ways;

/// <summary>What is known of variables along a way, as far as that can be seen in the definition.</summary>
internal sealed class WayValues(RelevantNames relevant)
{
    /// <summary>The variables of an activity begin with their defaults.</summary>
    public KnownValues Enter(Node node, KnownValues values)
    {
        if (node.Activity is WorkflowAsActivity composite)
        {
            // What it is given is evaluated outside, before anything of it is there.
            var given = composite.Definition.Inputs.Select(input => (input.Name, Value: Input(node, values, WorkflowActivityDescriptor.MemberName(input.Name)))).ToList();
            values = composite.Definition.Outputs.Aggregate(values, (known, output) => Set(node, known, output.Name, Known.Null));
            return given.Aggregate(values, (known, input) => Set(node, known, input.Name, input.Value));
        }

        foreach (var variable in node.Variables)
        {
            // Time spans are what an instance is started with otherwise than the definition says.
            values = Store(node, values, variable, variable.Type.Kind == TypeAliasKind.TimeSpan ? Known.Unknown : Known.Of(variable.Default));
        }

        return values;
    }

    /// <summary>The outputs go to where they are bound, and the rest is forgotten.</summary>
    public KnownValues Leave(Node node, KnownValues values)
    {
        if (node.Activity is WorkflowAsActivity composite)
        {
            var given = composite.Definition.Outputs
                .Select(output => (Name: WorkflowActivityDescriptor.MemberName(output.Name), Value: Read(node, values, output.Name)))
                .DistinctBy(output => output.Name)
                .ToDictionary(output => output.Name, output => output.Value);
            values = values.Without(node);
            return node.Outputs.Where(output => output.Target is not null)
                .Aggregate(values, (known, output) => Set(node.Parent, known, output.Target!, output.Converter is null ? given.GetValueOrDefault(output.Name) : Known.Unknown));
        }

        return values.Without(node);
    }

    /// <summary>What passing an activity sets.</summary>
    public KnownValues Pass(Node node, KnownValues values)
    {
        switch (node.Activity)
        {
            case SetVariableActivity when node.FindInput("Variable")?.Raw is JsonObject variable && variable.TextMember("id") is { } id:
                values = Set(node, values, id, Input(node, values, "Value"));
                break;
            case SetOutputActivity when Input(node, values, "OutputName") is { IsKnown: true, Value: { } name } && node.Workflow.IsNested:
                values = Set(Composite(node), values, JsonValues.Text(name), Input(node, values, "OutputValue"));
                break;
        }

        values = node.Outputs.Where(output => output.Target is not null).Aggregate(values, (known, output) => Set(node, known, output.Target!, Known.Unknown));
        var scripts = Definitions.ScriptNamesCheck.ExpressionsOf(node).Select(item => item.Expression).OfType<JavaScriptExpression>().Select(script => script.Script.References);
        return scripts.SelectMany(script => script.Sets).Aggregate(values, (known, name) => Set(node, known, name, Known.Unknown));
    }

    public static Known Input(Node node, KnownValues values, string name) => node.FindInput(name) switch
    {
        null => Known.Unknown,
        { IsSet: false } input => Known.Of(input.Descriptor.DefaultValue),
        { Expression: null } input => Known.Of(input.Raw),
        var input => Convert(Evaluate(node, values, input.Expression!), input.Type),
    };

    private static Known Evaluate(Node node, KnownValues values, Expression expression)
    {
        var scope = node.Activity is WorkflowAsActivity ? node.Parent : node;
        return expression switch
        {
            LiteralExpression literal => Known.Of(literal.Value),
            VariableExpression variable => Read(scope, values, variable.Id),
            InputExpression input => node.Workflow.IsNested ? Read(scope, values, input.Name) : Known.Unknown,
            JavaScriptExpression script => new KnownScripts(name => Read(scope, values, name)).Evaluate(script.Script.Program),
            _ => Known.Unknown,
        };
    }

    private static Known Convert(Known value, TypeAlias type)
    {
        try
        {
            return value.IsKnown ? Known.Of(ValueConverter.Convert(value.Value?.DeepClone(), type)) : value;
        }
        catch (JsonException)
        {
            return Known.Unknown;
        }
    }

    private static Node? Composite(Node node)
    {
        var composite = node;
        while (composite is not null && composite.Activity is not WorkflowAsActivity)
        {
            composite = composite.Parent;
        }

        return composite;
    }

    private static Known Read(Node? from, KnownValues values, string idOrName) =>
        Find(from, idOrName) is { } found ? values.Get(found.Owner, found.Variable) : Known.Unknown;

    private KnownValues Set(Node? from, KnownValues values, string idOrName, Known value) =>
        Find(from, idOrName) is { } found ? Store(found.Owner, values, found.Variable, value) : values;

    /// <summary>What is stored nowhere falls back to its default at some wait or other.</summary>
    private KnownValues Store(Node owner, KnownValues values, VariableDeclaration variable, Known value) =>
        relevant.Contains(variable.Name) && variable.IsPersistent ? values.With(owner, variable, Convert(value, variable.Type)) : values;

    /// <summary>Outwards; the first that has the id or the name.</summary>
    private static (Node Owner, VariableDeclaration Variable)? Find(Node? from, string idOrName)
    {
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            foreach (var variable in scope.Variables)
            {
                if (variable.Id == idOrName || variable.Name == idOrName || ScriptNames.Pascal(variable.Name) == idOrName)
                {
                    return (scope, variable);
                }
            }
        }

        return null;
    }
}
