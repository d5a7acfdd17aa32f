using Acornima;
using Acornima.Ast;

namespace Delivery.Workflows.Expressions;

/// <summary>
/// What a script surely asks of its surroundings, read from its syntax: texts and comments are not looked at, nor names that the script
/// declares itself or tests with <c>typeof</c> before.
/// </summary>
internal sealed class ScriptReferences : AstVisitor
{
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    private ScriptReferences()
    {
    }

    public static ScriptReferences None { get; } = new();

    /// <summary>Functions that are called by their bare name.</summary>
    public IEnumerable<string> Calls => _calls.Except(_own);

    /// <summary>Variables that are read by name, as <c>variables.name</c> or <c>getVariable("name")</c>.</summary>
    public IEnumerable<string> Reads => _own.Contains("variables") ? [] : _read.Except(_made);

    /// <summary>Variables that are set by name, and exist from then on.</summary>
    public IReadOnlySet<string> Makes => _made;

    /// <summary>What it sets, by a variable's name or by an accessor's.</summary>
    public IEnumerable<string> Sets => _made.Concat(Calls.Where(call => call.StartsWith("set", StringComparison.Ordinal)).Select(call => call[3..]));

    public static ScriptReferences Of(Program script)
    {
        var references = new ScriptReferences();
        references.Visit(script);
        return references;
    }

    protected override object? VisitCallExpression(CallExpression node)
    {
        if (node.Callee is Identifier callee)
        {
            _calls.Add(callee.Name);
            if (node.Arguments is [StringLiteral name, ..])
            {
                var list = callee.Name switch { "getVariable" => _read, "setVariable" => _made, _ => null };
                list?.Add(name.Value);
            }
        }

        return base.VisitCallExpression(node);
    }

    protected override object? VisitMemberExpression(MemberExpression node)
    {
        if (node is { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier name })
        {
            _read.Add(name.Name);
        }

        return base.VisitMemberExpression(node);
    }

    protected override object? VisitAssignmentExpression(AssignmentExpression node)
    {
        if (node.Left is MemberExpression { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier made })
        {
            _made.Add(made.Name);
        }
        else if (node.Left is Identifier own)
        {
            _own.Add(own.Name);
        }

        return base.VisitAssignmentExpression(node);
    }

    protected override object? VisitUnaryExpression(UnaryExpression node)
    {
        if (node is { Operator: Operator.TypeOf, Argument: Identifier tested })
        {
            _own.Add(tested.Name);
        }
        else if (node is UpdateExpression { Argument: MemberExpression { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier made } })
        {
            _made.Add(made.Name);
        }

        return base.VisitUnaryExpression(node);
    }

    protected override object? VisitVariableDeclarator(VariableDeclarator node)
    {
        Declare(node.Id);
        return base.VisitVariableDeclarator(node);
    }

    protected override object? VisitFunctionDeclaration(FunctionDeclaration node)
    {
        Declare(node.Id);
        Declare(node.Params);
        return base.VisitFunctionDeclaration(node);
    }

    protected override object? VisitFunctionExpression(FunctionExpression node)
    {
        Declare(node.Id);
        Declare(node.Params);
        return base.VisitFunctionExpression(node);
    }

    protected override object? VisitArrowFunctionExpression(ArrowFunctionExpression node)
    {
        Declare(node.Params);
        return base.VisitArrowFunctionExpression(node);
    }

    private void Declare(NodeList<Node> parameters)
    {
        foreach (var parameter in parameters)
        {
            Declare(parameter);
        }
    }

    /// <summary>Every name inside a pattern counts as declared: rather one finding less than a wrong one.</summary>
    private void Declare(Node? pattern)
    {
        foreach (var name in pattern?.DescendantNodesAndSelf().OfType<Identifier>() ?? [])
        {
            _own.Add(name.Name);
        }
    }
}
