using System.Globalization;
using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>A parsed Liquid template. Renders are independent of each other: nothing is kept in the template and no static state is used.</summary>
internal sealed class CompiledTemplate
{
    private readonly Template? _template;

    public CompiledTemplate(string text)
    {
        IsBlank = string.IsNullOrWhiteSpace(text);
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
        using var writer = new BoundedWriter(limits.MaxOutput);
        try
        {
            _template.Render(writer, new RenderParameters(CultureInfo.InvariantCulture)
            {
                LocalVariables = LiquidModel.Create(scope),
                Filters = [typeof(LiquidFilters)],
                ErrorsOutputMode = ErrorsOutputMode.Rethrow,
                SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
                MaxIterations = limits.MaxLiquidIterations,
                Timeout = (int)limits.Timeout.TotalMilliseconds,
            });
        }
        catch (DotLiquid.Exceptions.MaximumIterationsExceededException e)
        {
            throw new ExpressionLimitException($"The template looped more than {limits.MaxLiquidIterations} times.", e);
        }
        catch (TimeoutException e)
        {
            throw new ExpressionLimitException($"The template ran longer than {limits.Timeout}.", e);
        }
        catch (DotLiquid.Exceptions.LiquidException e)
        {
            throw new ExpressionException($"The template failed: {e.Message}", e);
        }

        return writer.ToString();
    }
}
