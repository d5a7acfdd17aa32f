using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Runs a script, which may set outcomes.</summary>
internal sealed class RunJavaScriptActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.RunJavaScript",
        DisplayName = "Run JavaScript",
        Category = Describe.Scripting,
        Description = "Runs a script.",
        Inputs =
        [
            Describe.Input("Script", "String", "The script.", "code-editor", "") with { AutoEvaluate = false, DefaultSyntax = "JavaScript" },
            Describe.Input("PossibleOutcomes", "List<String>", "The outcomes the script may set.", "dynamic-outcomes"),
        ],
        Outputs = [Describe.Result("Object", "What the script gives.")],
    };

    public override void Execute(ActivityContext context)
    {
        // A script that another expression makes is not known before.
        var script = context.Node.Plan as CompiledScript ?? new CompiledScript(JsonValues.TextOrNull(context.Peek("Script")) ?? "");
        if (script.IsBlank)
        {
            context.Complete();
            return;
        }

        var session = new ScriptSession(script, new EvaluationScope(context.Execution)) { Outcomes = [] };
        if (session.Run() is { } result)
        {
            context.SetOutputNode("Result", result);
        }

        context.Complete([.. session.Outcomes]);
    }

    /// <summary>A script that is written as plain text.</summary>
    internal override IEnumerable<(string Name, Expression Expression)> FurtherExpressions(Node node) =>
        node.Plan is CompiledScript script && node.FindInput("Script")?.Expression is LiteralExpression ? [("Script", new JavaScriptExpression(script))] : [];

    internal override object? Compile(Node node, ExpressionCompiler expressions) => node.FindInput("Script")?.Expression switch
    {
        JavaScriptExpression expression => expression.Script,
        LiteralExpression literal => expressions.Script(JsonValues.TextOrNull(literal.Evaluate(default)) ?? "").Script,
        _ => null,
    };
}
