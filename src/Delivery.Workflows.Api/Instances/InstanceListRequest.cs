using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Search;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Instances;

/// <summary>Reads which instances somebody asks for, from a body or from the address.</summary>
internal static class InstanceListRequest
{
    public static InstanceQuery Of(IQueryCollection query) => Of(query.Text, query.Texts, times: []);

    public static InstanceQuery Of(JsonObject body) => Of(
        name => ElsaValues.Blank(body.Text(name)),
        body.Texts,
        [.. (body["timestampFilters"] as JsonArray ?? []).OfType<JsonObject>().Select(filter => Time(filter.InAnyCase()))]);

    private static InstanceQuery Of(Func<string, string?> text, Func<string, IReadOnlyList<string>> texts, IReadOnlyList<InstanceTime> times)
    {
        var order = Order(text("orderBy"));
        var paging = ElsaPaging.ByPage(text("page"), text("pageSize"));
        var direction = ElsaValues.Choice<OrderDirection>(text("orderDirection"))
            ?? (order == InstanceOrder.Name ? OrderDirection.Ascending : OrderDirection.Descending);
        return new InstanceQuery
        {
            Text = text("searchTerm"),
            DefinitionIds = [.. texts("definitionIds"), .. One(text("definitionId"))],
            Version = ElsaValues.Number(text("version"), "version", 1),
            CorrelationId = text("correlationId"),
            HasIncidents = ElsaValues.Flag(text("hasIncidents"), "hasIncidents"),
            Statuses = [.. texts("statuses").Concat(One(text("status"))).Select(value => ElsaValues.Choice<WorkflowStatus>(value)!.Value)],
            SubStatuses = [.. texts("subStatuses").Concat(One(text("subStatus"))).Select(SubStatus).OfType<WorkflowSubStatus>()],
            Times = times,
            Order = order,
            Descending = direction == OrderDirection.Descending,
            Skip = paging.Skip,
            Take = paging.Take,
        };
    }

    private static string[] One(string? text) => text is null ? [] : [text];

    /// <summary>Elsa knows one more, in which none of our instances ever stands.</summary>
    private static WorkflowSubStatus? SubStatus(string text) => text == "Interrupted" ? (WorkflowSubStatus)(-1) : ElsaValues.Choice<WorkflowSubStatus>(text);

    private static InstanceOrder Order(string? text) => text switch
    {
        null => InstanceOrder.Created,
        "LastExecuted" or "UpdatedAt" => InstanceOrder.Updated,
        _ => ElsaValues.Choice<InstanceOrder>(text)!.Value,
    };

    private static InstanceTime Time(JsonObject filter)
    {
        var column = filter.Text("column")?.ToUpperInvariant() switch
        {
            "CREATEDAT" => InstanceOrder.Created,
            "UPDATEDAT" => InstanceOrder.Updated,
            "FINISHEDAT" => InstanceOrder.Finished,
            _ => throw new ElsaRefusal($"'{filter.Text("column")}' is no time of an instance: name CreatedAt, UpdatedAt or FinishedAt."),
        };
        if (!DateTimeOffset.TryParse(filter.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var given)
            || given > DateTimeOffset.MaxValue.AddDays(-1))
        {
            throw new ElsaRefusal($"'{filter.Text("timestamp")}' is no point in time.");
        }

        // PostgreSQL is asked in UTC. A day without a time means all of it, where it was meant.
        var at = given.ToUniversalTime();
        var end = given.TimeOfDay == TimeSpan.Zero ? at.AddDays(1) : at.AddTicks(1);
        return ElsaValues.Choice<TimeOperator>(filter.Text("operator")) switch
        {
            TimeOperator.Is => new InstanceTime(column, at, end),
            TimeOperator.IsNot => new InstanceTime(column, at, end, Outside: true),
            TimeOperator.GreaterThan => new InstanceTime(column, end, null),
            TimeOperator.GreaterThanOrEqual => new InstanceTime(column, at, null),
            TimeOperator.LessThan => new InstanceTime(column, null, at),
            TimeOperator.LessThanOrEqual => new InstanceTime(column, null, end),
            _ => throw new ElsaRefusal("A condition on a time needs an operator, such as GreaterThan."),
        };
    }
}
