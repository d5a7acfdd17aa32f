using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>A parsed Liquid template. Renders are independent of each other: nothing is kept in the template and no static state is used.</summary>
internal sealed partial class CompiledTemplate
{
    /// <summary>What DotLiquid throws for one loop that is too long by itself: a type that it keeps to itself.</summary>
    private const string TooManyRounds = "MaximumIterationsExceededException";

    private readonly Template? _template;

    /// <summary>DotLiquid knows tags by static registration only; nothing else in the process uses it.</summary>
    static CompiledTemplate()
    {
        // The standard tags register themselves at the first use of the library and would replace those that came before them.
        Template.Parse("{% assign first = 1 %}");
        Template.RegisterTag<CountedFor>("for");
        Template.RegisterTag<CountedTableRow>("tablerow");
        Template.RegisterTag<CountedAssign>("assign");
    }

    public CompiledTemplate(string text)
    {
        IsBlank = string.IsNullOrWhiteSpace(text);
        VariableNames = text.Contains("raw", StringComparison.Ordinal) || text.Contains("comment", StringComparison.Ordinal)
            ? FrozenSet<string>.Empty
            : Tag().Matches(text).SelectMany(tag => VariableMember().Matches(tag.Value)).Select(match => match.Groups[1].Value).ToFrozenSet(StringComparer.Ordinal);
        try
        {
            _template = Template.Parse(text, SyntaxCompatibility.DotLiquid22a);
            _template.MakeThreadSafe();
        }
        catch (Exception e) when (e is DotLiquid.Exceptions.LiquidException)
        {
            Error = e.Message;
        }
    }

    public bool IsBlank { get; }

    /// <summary>The names behind <c>Variables.</c> in tags; none where something may keep a tag from being one.</summary>
    public FrozenSet<string> VariableNames { get; }

    /// <summary>Why the text is not Liquid.</summary>
    public string? Error { get; }

    /// <summary>Null for a blank template. One that does not parse renders the reason, as in Elsa.</summary>
    public string? Render(EvaluationScope scope)
    {
        if (IsBlank)
        {
            return null;
        }

        if (_template is null)
        {
            return Error;
        }

        var limits = scope.Limits;
        using var timeout = new CancellationTokenSource(limits.Timeout);
        using var writer = new BoundedWriter(limits.MaxOutput);
        try
        {
            _template.Render(writer, RenderParameters.FromContext(Context(scope, timeout.Token), CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException e)
        {
            throw new ExpressionLimitException($"The template ran longer than {limits.Timeout}.", e);
        }
        catch (Exception e) when (e.GetType().Name == TooManyRounds)
        {
            throw LiquidBudget.TooManyRounds(limits, e);
        }
        catch (DotLiquid.Exceptions.LiquidException e)
        {
            throw new ExpressionException($"The template failed: {e.Message}", e);
        }

        return writer.ToString();
    }

    /// <summary>A context of its own per render: a shared template ignores filters given in any other way.</summary>
    private static Context Context(EvaluationScope scope, CancellationToken timeout)
    {
        var limits = scope.Limits;
        var context = new Context(
            [LiquidModel.Create(scope)],
            [],
            new Hash { [LiquidBudget.Key] = new LiquidBudget(limits, scope.Run.Now) },
            ErrorsOutputMode.Rethrow,
            limits.MaxLiquidIterations,
            CultureInfo.InvariantCulture,
            timeout)
        {
            SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
        };
        context.AddFilters(typeof(LiquidFilters));
        return context;
    }

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Tag();

    // A text in quotes may say the same; it ends before the next tag does.
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}_.'""])Variables\.([\p{L}_][\p{L}\p{Nd}_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex VariableMember();
}
