using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Paths with <c>{parameters}</c>.</summary>
internal static class RoutePath
{
    /// <summary>The parameters' values; null when the path is another one, or the template is none.</summary>
    public static IReadOnlyDictionary<string, string>? Match(string template, string path)
    {
        var values = new RouteValueDictionary();
        return TryParse(template) is { } parsed && new TemplateMatcher(parsed, []).TryMatch("/" + path, values)
            ? values.ToDictionary(value => value.Key, value => value.Value?.ToString() ?? "")
            : null;
    }

    /// <summary>Null when it is none.</summary>
    public static RouteTemplate? TryParse(string template)
    {
        try
        {
            return TemplateParser.Parse(template);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
