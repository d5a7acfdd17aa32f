using Cronos;

namespace Delivery.Workflows.Activities;

/// <summary>Cron expressions as Elsa has them: six fields, seconds first, in UTC.</summary>
internal static class CronSchedule
{
    public const string Input = "CronExpression";

    /// <summary>What is wrong with the expression; null when nothing is.</summary>
    public static string? Problem(string? expression)
    {
        if (string.IsNullOrWhiteSpace(expression))
        {
            return "A cron expression is missing. It has six fields, seconds first.";
        }

        try
        {
            CronExpression.Parse(expression, CronFormat.IncludeSeconds);
            return null;
        }
        catch (CronFormatException e)
        {
            return $"'{expression}' is not a cron expression of six fields, seconds first: {e.Message}";
        }
        catch (MissingSeedException)
        {
            return $"'{expression}' has an H, a time that a scheduler picks; say the time instead.";
        }
    }

    /// <summary>The first time after <paramref name="now"/>.</summary>
    public static DateTimeOffset Next(string? expression, DateTimeOffset now)
    {
        if (Problem(expression) is { } problem)
        {
            throw new WorkflowFaultException(problem);
        }

        return CronExpression.Parse(expression!, CronFormat.IncludeSeconds).GetNextOccurrence(now, TimeZoneInfo.Utc)
            ?? throw new WorkflowFaultException($"The cron expression '{expression}' has no time after {now:s}.");
    }
}
